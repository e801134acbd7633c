import { ASSET_ROLES, type AssetRole, Fault } from '@proofsheet/domain';
import { z } from 'zod';

/** The fields of an upload form, taken in the order in which they come. */
export interface UploadForm {
  takeField(name: string, value: unknown): void;
  /** The role of the file that comes next. */
  roleOf(fieldName: string): AssetRole;
  projectId(): string | undefined;
}

const roleSchema = z.enum(ASSET_ROLES);
const projectIdSchema = z.uuid();

/**
 * A file takes the next `role` that came before it; when none is left, it takes the role of the file before. So both
 * `role file role file` and `role role file file` mean what they seem to mean.
 */
export function openForm(): UploadForm {
  const waiting: AssetRole[] = [];
  let current: AssetRole | undefined;
  let project: string | undefined;

  return {
    takeField(name, value) {
      if (name === 'role') {
        const role = roleSchema.safeParse(value);
        if (!role.success) refuse('role', `A role is one of ${ASSET_ROLES.join(', ')}.`);
        waiting.push(role.data);
      } else if (name === 'projectId') {
        const id = projectIdSchema.safeParse(value);
        if (!id.success || project !== undefined) refuse('projectId', 'Name one project by its id.');
        project = id.data;
      } else {
        refuse(name, 'The form takes `role`, `projectId` and `file`.');
      }
    },
    roleOf(fieldName) {
      if (fieldName !== 'file') refuse(fieldName, 'Send each image as `file`.');
      current = waiting.shift() ?? current;
      if (current === undefined) refuse('role', 'Send a `role` before each `file`.');
      return current;
    },
    projectId: () => project,
  };
}

function refuse(field: string, message: string): never {
  throw new Fault('validation_failed', message, { field });
}
