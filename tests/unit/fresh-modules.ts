import { vi } from 'vitest';

/*
 * Test files can share a process, and with it the modules that an earlier file loaded with its
 * mocks. Which files share one depends on the machine. So each file starts without loaded modules.
 */
vi.resetModules();
