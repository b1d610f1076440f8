import 'fake-indexeddb/auto';
import { libraryTests } from './library-suite';

libraryTests();
