import { loggedError, toldOf } from '../../lib/logged-error.ts';
import { StorageTrouble } from '../../store/attachments/folder.ts';
import { databaseError, isTransient } from '../../store/connection/error.ts';
import { blameOfState } from '../../store/connection/sqlstate.ts';

/**
 * What keeps the desk from working that is not a mail's doing: a missing right, a full disk, a database that is away.
 * It is kept here while it lasts, so that `/readyz` names it and an alarm is raised, whoever ran into it.
 */
export type Trouble = { readonly part: string; readonly detail: string; readonly since: Date };

export type Troubles = {
  /** An item of a part failed, and why. One that is not reported again within two minutes is forgotten. */
  readonly report: (part: string, item: string, cause: string) => void;
  /** An item of a part has worked, or is given up. */
  readonly settled: (part: string, item: string) => void;
  /** Everything of a part is somebody else's business from now on. */
  readonly leave: (part: string) => void;
  /**
   * Whether an item that failed is the cause: the part has worked for others since its first failure, or it has failed
   * for an hour with nothing to compare it with.
   */
  readonly isItsOwn: (part: string, item: string) => boolean;
  /** One for each part. */
  readonly now: () => Trouble[];
};

type Item = { readonly since: Date; readonly workedThen: number; cause: string; reportedAt: Date };

/** Longer than the longest pause between two tries. */
const FORGOTTEN_AFTER_MS = 120_000;
const ALONE_FOR_MS = 3_600_000;

export function createTroubles(now: () => Date): Troubles {
  const parts = new Map<string, { readonly items: Map<string, Item>; worked: number }>();
  const partOf = (name: string) => {
    const part = parts.get(name) ?? { items: new Map(), worked: 0 };
    parts.set(name, part);
    return part;
  };
  return {
    report(part, item, cause) {
      const { items, worked } = partOf(part);
      const known = items.get(item);
      if (known) Object.assign(known, { cause, reportedAt: now() });
      else items.set(item, { since: now(), reportedAt: now(), workedThen: worked, cause });
    },
    settled(part, item) {
      const { items } = partOf(part);
      items.delete(item);
      partOf(part).worked += 1;
    },
    leave: (part) => partOf(part).items.clear(),
    isItsOwn(part, item) {
      const { items, worked } = partOf(part);
      const known = items.get(item);
      return (
        known !== undefined && (worked > known.workedThen || now().getTime() - known.since.getTime() > ALONE_FOR_MS)
      );
    },
    now() {
      const recent = now().getTime() - FORGOTTEN_AFTER_MS;
      return [...parts].flatMap(([part, { items }]) => {
        for (const [item, { reportedAt }] of items) if (reportedAt.getTime() < recent) items.delete(item);
        const [first] = items.values();
        if (first === undefined) return [];
        const more = items.size > 1 ? `${items.size} wait: ` : '';
        return [{ part, since: first.since, detail: `${more}${first.cause}` }];
      });
    },
  };
}

/**
 * Whose fault it is that work on a mail or a ticket failed: its own content, the desk's surroundings, or not known.
 * Defects of the program count as the content's: they are the same at every try.
 */
export function blameOf(error: unknown): 'content' | 'desk' | 'unclear' {
  if (error instanceof StorageTrouble || isTransient(error) || isOfTheSystem(error)) return 'desk';
  const code = codeOf(error);
  if (code === null || DEFECT.test(code)) return 'content';
  const blame = SQLSTATE.test(code) ? blameOfState(code) : 'database';
  return blame === 'data' ? 'content' : blame === 'database' ? 'desk' : 'unclear';
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** The code of an error, or of what caused it: SQLSTATE, errno name, or a library's. */
function codeOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && !('path' in at)) return at.code;
  return null;
}

/** Codes of wrong calls, of Node's functions and of the driver's; what TLS reports is none of them. */
const DEFECT = /^(?:ERR_(?!TLS|SSL)|UNDEFINED_VALUE$|NOT_TAGGED_CALL$|MAX_PARAMETERS_EXCEEDED$)/;

/** Files, sockets and memory (libuv). */
function isOfTheSystem(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if ('syscall' in at || 'errno' in at) return true;
  return false;
}

/** What failed, in a line without anybody's words: for the reason of a quarantined mail, for `/readyz` and alarms. */
export function causeOf(error: unknown): string {
  if (error instanceof StorageTrouble)
    return error.cause === undefined ? error.message : `${error.message}: ${toldOf(error.cause)}`;
  const known = databaseError(error);
  if (known === null || !SQLSTATE.test(known.code)) return toldOf(error);
  const { where } = innermost(error);
  const place = where === undefined ? '' : ` (${Object.values(where).join(', ')})`;
  const said = toldOf(error);
  return `the database: ${said.includes(known.code) ? said : `${said} (${known.code})`}${place}`;
}

function innermost(error: unknown): ReturnType<typeof loggedError> {
  let told = loggedError(error);
  while (told.cause) told = told.cause;
  return told;
}
