import { APP_ID, VERSION } from '../src/constants';

export { VERSION };

/** Who wrote a file. */
export const WRITER = { name: APP_ID, version: VERSION };
