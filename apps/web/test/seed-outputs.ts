import type { Db, UserId } from '@proofsheet/database';
import { sql } from 'kysely';
import { rgbaToThumbHash } from 'thumbhash';

/** Four to an order, as an ad has them. */
const SHAPES = [
  ['landscape', 1200, 628],
  ['square', 1080, 1080],
  ['story', 1080, 1920],
  ['google-728x90', 728, 90],
] as const;

/**
 * So many finished images of a user, four to an order, a minute between two orders; the oldest order alone has the word
 * “einmalig”. Rows only: their files are not there.
 */
export async function seedOutputs(db: Db, userId: UserId, count: number): Promise<void> {
  const orders = Math.ceil(count / SHAPES.length);
  const made = sql`timestamptz '2026-06-01Z' + "n" * interval '1 minute'`;
  await sql`
    insert into "Generation" ("id", "userId", "kind", "status", "finishedAt", "spec", "seed", "outputCount", "progress", "createdAt")
    select gen_random_uuid(), ${userId}, 'AD', 'COMPLETED', now(),
      jsonb_build_object('copy', jsonb_build_object('headline', case "n" when 1 then 'Einmalig' else 'Immer' end)),
      1, 4, 4, ${made}
    from generate_series(1, ${sql.lit(orders)}) as "n"`.execute(db);
  const shapes = sql.join(
    SHAPES.map(
      ([format, width, height], index) =>
        sql`(${sql.lit(index)}, ${sql.lit(format)}, ${sql.lit(width)}, ${sql.lit(height)})`,
    ),
  );
  const placeholders = sql.join(colours().map((one) => sql`${one}::text`));
  await sql`
    insert into "Output" ("id", "generationId", "userId", "kind", "index", "variant", "template", "templateVersion", "format",
      "width", "height", "mediaType", "bytes", "sha256", "objectKey", "placeholder", "score", "report", "createdAt")
    select gen_random_uuid(), "Generation"."id", "userId", "kind", "shape"."index", 0, 'split', 1, "shape"."format",
      "shape"."width", "shape"."height", 'image/jpeg', 1, '', gen_random_uuid()::text,
      (array[${placeholders}])[1 + abs(hashtext("Generation"."id"::text || "shape"."index")) % ${sql.lit(COLOURS)}],
      1, '{}', "Generation"."createdAt"
    from "Generation", (values ${shapes}) as "shape" ("index", "format", "width", "height")
    where "userId" = ${userId}`.execute(db);
  await sql`analyze "Generation", "Output"`.execute(db);
}

const COLOURS = 24;

/** Placeholders of plain colours. */
function colours(): string[] {
  return Array.from({ length: COLOURS }, (_, place) => {
    const [red, green, blue] = [(place * 67) % 256, (place * 131) % 256, (place * 29) % 256];
    const pixels = new Uint8Array(16 * 16 * 4).map((_, at) => [red, green, blue, 255][at % 4] as number);
    return Buffer.from(rgbaToThumbHash(16, 16, pixels)).toString('base64');
  });
}
