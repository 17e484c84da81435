/** Where the printed document stands, and how it is written. */
import { fileURLToPath } from 'node:url';
import { openapiDocument } from '../src/openapi.ts';

export const openapiFile = fileURLToPath(new URL('../openapi.json', import.meta.url));

export function openapiText(): string {
  return `${JSON.stringify(openapiDocument(), null, 2)}\n`;
}
