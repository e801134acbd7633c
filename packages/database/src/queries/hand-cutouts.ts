import type { HandCutout } from '@proofsheet/domain';
import { sql } from 'kysely';
import { now } from '../clock.ts';
import type { Db } from '../connect.ts';
import { isThere } from '../filters.ts';
import type { UserId } from '../ids.ts';

/*
 * The cut-out by a mask that a person has drawn. It stands in columns of its own, which no analysis writes. Its object is
 * stored before its row, and the one that it replaces is removed after the commit: what a crash leaves in between is collected.
 */

interface Named {
  readonly userId: UserId;
  readonly id: string;
}

interface Replaced {
  /** The object that the row named before, and names no longer. */
  readonly before: string | null;
}

export interface NewHandCutout extends Named {
  readonly handCutout: HandCutout;
  readonly handCutoutKey: string;
}

/**
 * Also switches the cut-out on: whoever corrects it wants it. Of two at once the later one stays. Undefined: the user has no
 * such asset.
 */
export function keepHandCutout(
  db: Db,
  { handCutout, handCutoutKey, ...asset }: NewHandCutout,
): Promise<Replaced | undefined> {
  return replace(db, asset, {
    handCutout: JSON.stringify(handCutout),
    handCutoutKey,
    correction: sql<string>`"correction" - 'cutout'`,
  });
}

/** Back to what the analysis has found. Undefined: the user has no such asset. */
export function dropHandCutout(db: Db, asset: Named): Promise<Replaced | undefined> {
  return replace(db, asset, { handCutout: null, handCutoutKey: null });
}

function replace(
  db: Db,
  { userId, id }: Named,
  change: {
    readonly handCutout: string | null;
    readonly handCutoutKey: string | null;
    readonly correction?: ReturnType<typeof sql<string>>;
  },
): Promise<Replaced | undefined> {
  return db.transaction().execute(async (tx) => {
    const asset = await tx
      .selectFrom('Asset')
      .select('handCutoutKey as before')
      .where('id', '=', id)
      .where('userId', '=', userId)
      .where(isThere)
      .forUpdate()
      .executeTakeFirst();
    if (asset === undefined) return undefined;
    await tx
      .updateTable('Asset')
      .set({ ...change, updatedAt: now })
      .where('id', '=', id)
      .execute();
    return asset;
  });
}
