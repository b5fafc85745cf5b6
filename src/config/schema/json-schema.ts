import { z } from 'zod';
import { configSchema } from './schema.ts';

type Node = z.core.JSONSchema.BaseSchema;

/** `${NAME}`, which stands for a value from the environment (load.ts). */
const VARIABLE = '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}';

/**
 * The configuration file as JSON Schema, made from the schema itself: every key with its meaning, its default and the
 * values it takes as they are written, for an editor and for `tsdesk config show`.
 * Draft 7 is what yaml-language-server reads.
 */
export const configJsonSchema = (): Node => ({
  title: 'Configuration of tsdesk',
  ...z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7', override: letVariablesIn }),
});

/** A text may be a variable wherever it must have a form. Called again for each wrapper of a schema. */
function letVariablesIn({ jsonSchema }: { readonly jsonSchema: Node }): void {
  // That it is a URL at all; what it must be beyond that is said when the file is read.
  if (jsonSchema.format === 'uri') {
    delete jsonSchema.format;
    jsonSchema.pattern = '^[a-z][a-z0-9+.-]*:';
  }
  if (jsonSchema.pattern !== undefined && !jsonSchema.pattern.endsWith(VARIABLE))
    jsonSchema.pattern = `(?:${jsonSchema.pattern})|${VARIABLE}`;
}
