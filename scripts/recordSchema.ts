/** Writes docs/records.schema.json from the schema that records are held to. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { RECORD_SCHEMA } from '../src/records/schema';

writeFileSync(path.join(__dirname, '../docs/records.schema.json'), `${JSON.stringify(RECORD_SCHEMA, null, 2)}\n`);
