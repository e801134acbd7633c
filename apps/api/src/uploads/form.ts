import { ASSET_ROLES, type AssetRole, assetRoleSchema, Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { pointerTo } from '../strings.ts';

/** The fields of an upload form, taken in the order in which they come. */
export interface UploadForm {
  takeField(name: string, value: unknown): void;
  /** The role of the file that comes next, and the field that its errors name. */
  takeFile(fieldName: string): { role: AssetRole; field: string };
  /** What counts for all files. Refuses a role that no file took. */
  close(): { projectId: string | undefined };
}

/** What the query says for the whole form; the form's own fields go before it. */
export interface FormQuery {
  readonly role?: AssetRole | undefined;
  readonly projectId?: string | undefined;
}

/** Fields that take files and say their role: `person`, `product`, `logo`, `background`. */
export const ROLE_FIELDS: ReadonlyMap<string, AssetRole> = new Map(
  ASSET_ROLES.map((role) => [role.toLowerCase(), role]),
);

const TAKEN = `The form takes files as ${[...ROLE_FIELDS.keys()].join(', ')}, or \`role\` and \`file\`; and \`projectId\`.`;
const roleSchema = assetRoleSchema;
const projectIdSchema = z.uuid();

/**
 * A file is sent under its role, or as `file`: then it takes the next `role` that came before it, or when none is left
 * the role of the `file` before. So both `role file role file` and `role role file file` mean what they seem to mean.
 * A `file` that no role came before takes the role of the query, where there is one. Clients that send lists as `logo[]`
 * or `logo[0]` (axios, PHP) mean the same names.
 */
export function openForm(queried: FormQuery = {}): UploadForm {
  const waiting: AssetRole[] = [];
  const counts = new Map<string, number>();
  let current = queried.role;
  let project: string | undefined;

  const roleOf = (fieldName: string): AssetRole => {
    const plain = listed(fieldName);
    const named = ROLE_FIELDS.get(plain);
    if (named !== undefined) return named;
    if (plain !== 'file') refuse(fieldName, TAKEN);
    current = waiting.shift() ?? current;
    return current ?? refuse('role', 'Send a `role` before each `file`, or the file under its role.');
  };

  return {
    takeField(sentAs, value) {
      const name = listed(sentAs);
      if (name === 'role') {
        const role = roleSchema.safeParse(value);
        if (!role.success) refuse('role', `A role is one of ${ASSET_ROLES.join(', ')}.`);
        waiting.push(role.data);
      } else if (name === 'projectId') {
        const id = projectIdSchema.safeParse(value);
        if (!id.success || project !== undefined) refuse('projectId', 'Name one project by its id.');
        project = id.data;
      } else if (name === 'file' || ROLE_FIELDS.has(name)) {
        refuse(sentAs, `Send \`${name}\` as a file, with a file name.`);
      } else {
        refuse(sentAs, TAKEN);
      }
    },
    takeFile(fieldName) {
      const role = roleOf(fieldName);
      const count = counts.get(fieldName) ?? 0;
      counts.set(fieldName, count + 1);
      return { role, field: `${fieldName}/${count}` };
    },
    close() {
      if (waiting.length > 0)
        refuse('role', `The role ${waiting[0]} has no \`file\` after it: send it before its file.`);
      return { projectId: project ?? queried.projectId };
    },
  };
}

function listed(name: string): string {
  return name.replace(/\[\d*\]$/, '');
}

/** `field` is a name as it was sent. */
function refuse(name: string, message: string): never {
  const field = pointerTo([name]);
  throw new Fault('validation_failed', message, { field });
}
