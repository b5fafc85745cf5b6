import { readFileSync } from 'node:fs';
import { isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { keyText } from './fault.ts';
import { configJsonSchema } from './schema/json-schema.ts';
import { SECRET_KEYS } from './schema/schema.ts';
import type { Settings } from './settings.ts';

type Schema = z.core.JSONSchema.BaseSchema;
type Path = readonly (string | number)[];

/** One key of the configuration in force: its value as it is written in the file, and where that comes from. */
export type Effective = {
  readonly path: Path;
  readonly value: unknown;
  /** `FILE:LINE`, `default`, `environment`, or the `NAME_FILE` that says it; for a line with `${NAME}` in it also the variable, as it is set. */
  readonly source: string;
};

const HIDDEN = '•••';

/** What `IMAP_URL`, `SMTP_URL` and `SUPPORT_ADDRESS` say where there is no file (settings.ts). */
const OF_ENVIRONMENT = /^(?:desk\.domain|mailboxes\[0\]\.(?:name|address|(?:imap|smtp)\.(?:host|port|user|pass|tls)))$/;

/** Every key that is in force, in the order of the schema. Secrets are hidden. `settings` were read without a fault. */
export function effectiveConfig({ config, file, setAs }: Pick<Settings, 'config' | 'file' | 'setAs'>): Effective[] {
  const lines = new LineCounter();
  const document = parseDocument(file === null ? '{}' : readFileSync(file, 'utf8'), { lineCounter: lines });
  const written = document.toJS() ?? {};
  const sourceOf = (path: Path): string => {
    if (file === null) return 'environment';
    const node = document.getIn(path, true) as Node | undefined;
    const place = `${file}:${lines.linePos(node?.range?.[0] ?? 0).line}`;
    const variables = isScalar(node) ? String(node.value).match(/(?<=\$\{)\w+(?=\})/g) : null;
    return variables === null ? place : `${place}, ${variables.map((name) => setAs.get(name) ?? name).join(', ')}`;
  };
  const walk = (schema: Schema, given: unknown, inForce: unknown, path: Path): Effective[] => {
    const fitting = isObject(inForce) ? alternatives(schema).find(({ properties }) => fits(properties, inForce)) : null;
    if (isObject(inForce) && fitting?.properties !== undefined)
      return Object.entries(fitting.properties).flatMap(([key, below]) =>
        inForce[key] === undefined
          ? []
          : walk(below as Schema, isObject(given) ? given[key] : undefined, inForce[key], [...path, key]),
      );
    if (Array.isArray(inForce) && isObject(inForce[0]))
      return inForce.flatMap((each, at) =>
        walk(schema.items as Schema, Array.isArray(given) ? given[at] : undefined, each, [...path, at]),
      );
    if (given !== undefined) return [{ path, value: hidden(path, given, inForce), source: sourceOf(path) }];
    if (file === null && config.mailboxes.length > 0 && OF_ENVIRONMENT.test(keyText(path)))
      return [{ path, value: hidden(path, inForce, inForce), source: variableOf(path, setAs) }];
    // A duration is a number by now; its default is as people write it.
    const value = typeof schema.default === typeof inForce ? inForce : (schema.default ?? inForce);
    return [{ path, value, source: 'default' }];
  };
  return walk(configJsonSchema(), written, config, []);
}

/** A file that a variable names is another place than the environment. */
function variableOf(path: Path, setAs: Settings['setAs']): string {
  const name = path[2] === 'imap' ? 'IMAP_URL' : path[2] === 'smtp' ? 'SMTP_URL' : 'SUPPORT_ADDRESS';
  const given = setAs.get(name) ?? name;
  return given === name ? 'environment' : given;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const alternatives = (schema: Schema): readonly Schema[] => (schema.anyOf ?? schema.oneOf ?? [schema]) as Schema[];

/** Whether a value is of the alternative with these properties: it has no other key, and the same `kind`. */
const fits = (properties: Schema['properties'], value: Readonly<Record<string, unknown>>): boolean =>
  properties !== undefined &&
  Object.keys(value).every((key) => {
    const only = (properties[key] as Schema | undefined)?.const;
    return key in properties && (only === undefined || only === value[key]);
  });

/** A duration stays as it was written; a text is shown with what the environment says in it, a path as a whole. */
function hidden(path: Path, given: unknown, inForce: unknown): unknown {
  const key = String(path.at(-1));
  if (SECRET_KEYS.has(key)) return inForce === null ? null : HIDDEN;
  const value = typeof inForce === 'string' ? inForce : given;
  // Who knows the address of a robot can write to its room.
  return key === 'url' && typeof value === 'string' && URL.canParse(value)
    ? `${new URL(value).origin}/${HIDDEN}`
    : value;
}

/** A URL without its password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = HIDDEN;
  return decodeURI(shown.href);
}
