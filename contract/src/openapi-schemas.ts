/** Turns TypeBox schemas into those of an OpenAPI document: titled ones become components, used by reference. */
import type { TSchema } from 'typebox';
import * as common from './schemas/common.ts';
import * as files from './schemas/file.ts';
import * as fileRequests from './schemas/file-requests.ts';
import * as history from './schemas/history.ts';
import * as search from './schemas/search.ts';
import * as share from './schemas/share.ts';
import * as site from './schemas/site.ts';
import * as storage from './schemas/storage.ts';
import * as tasks from './schemas/task.ts';
import * as transfer from './schemas/transfer.ts';
import * as users from './schemas/user.ts';

type Json = Record<string, unknown>;

/** Every component by its name. `as(...)` keeps the title, so what is used elsewhere is found here by it. */
const titled: ReadonlyMap<string, Json> = new Map(
  [common, files, fileRequests, history, search, share, site, storage, tasks, transfer, users]
    .flatMap((module) => Object.values(module) as unknown[])
    .filter((schema): schema is Json & { title: string } => typeof (schema as Json | undefined)?.title === 'string')
    .map((schema) => [schema.title, schema]),
);

export class SchemaPrinter {
  /** A schema in place: a reference when it is a component, with a description of its own where it has one. */
  print(schema: TSchema): Json {
    const node = schema as Json;
    const title = node.title;
    if (typeof title !== 'string') return this.#body(node);
    const own = titled.get(title)?.description;
    return {
      $ref: `#/components/schemas/${title}`,
      ...(node.description !== own && { description: node.description }),
    };
  }

  /** All components, used or not: what common.yaml defines for all areas belongs to the contract. */
  components(): Record<string, Json> {
    return Object.fromEntries([...titled].map(([title, schema]) => [title, this.#body(schema)]));
  }

  #body(node: Json): Json {
    const definition = this.#recursive(node);
    if (definition) return { ...(node.description ? { description: node.description } : {}), ...definition };
    const printed: Json = {};
    for (const [keyword, value] of Object.entries(node)) {
      if (keyword === 'title') continue;
      if (keyword === 'properties') printed.properties = this.#each(value as Record<string, TSchema>);
      else if (keyword === 'items') printed.items = this.print(value as TSchema);
      else if (keyword === 'anyOf') printed.anyOf = (value as TSchema[]).map((one) => this.print(one));
      else if (keyword === 'patternProperties')
        printed.additionalProperties = this.print(Object.values(value as object)[0]);
      else if (keyword === '$ref') printed.$ref = `#/components/schemas/${value}`;
      else printed[keyword] = value;
    }
    return printed;
  }

  /** The body of a recursive schema, which TypeBox writes as a definition and a reference to it. */
  #recursive(node: Json): Json | undefined {
    const definitions = node.$defs as Record<string, Json> | undefined;
    const definition = definitions?.[node.$ref as string];
    if (!definition) return undefined;
    const { $id: _, ...rest } = definition;
    return this.#body(rest);
  }

  #each(members: Record<string, TSchema>): Json {
    return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, this.print(member)]));
  }
}
