import { vi } from 'vitest';

/*
 * Files share a process, and with it every module that one before has loaded, made of that file's
 * mocks: which file meets which is decided by the machine. So each begins without them.
 */
vi.resetModules();
