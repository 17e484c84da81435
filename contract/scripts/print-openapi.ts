/**
 * Prints the OpenAPI document into contract/openapi.json. Run it after every change of the contract:
 *
 *     node contract/scripts/print-openapi.ts
 */
import { writeFileSync } from 'node:fs';
import { openapiFile, openapiText } from './openapi-file.ts';

writeFileSync(openapiFile, openapiText());
