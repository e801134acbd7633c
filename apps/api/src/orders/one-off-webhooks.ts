import { nameOneOffs, type Tx, type UserId } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import { newSecret } from '@proofsheet/webhooks';
import type { Dependencies } from '../dependencies.ts';

/** Refuses now what could never be called, under the name of its field. */
export function checkedAddress(
  { outbound }: { readonly outbound: Pick<Outbound, 'check'> },
  url: string,
  field: string,
): string {
  try {
    return outbound.check(url).href;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, error.message, { field });
  }
}

/** The endpoints of the addresses that generations or a batch name, by their addresses. */
export function webhooksOf(
  tx: Tx,
  { secrets }: Pick<Dependencies, 'secrets'>,
  { userId, urls }: { userId: UserId; urls: readonly (string | undefined)[] },
): Promise<ReadonlyMap<string, string>> {
  const named = urls.filter((url) => url !== undefined);
  return named.length === 0
    ? Promise.resolve(new Map())
    : nameOneOffs(tx, { userId, urls: named, secret: secrets.seal(newSecret()) });
}
