import { APP_ID } from '../src/constants';

/** As in package.json; a test holds them equal. */
export const VERSION = '0.1.0';

/** Who wrote a file. */
export const WRITER = { name: APP_ID, version: VERSION };
