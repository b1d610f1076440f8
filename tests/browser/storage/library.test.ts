import { libraryTests } from '../../unit/storage/library-suite';

libraryTests();
