import { sql } from 'kysely';

/** All objects of an asset: what it names, and the renditions of its master (`objectKeys.rendition`). */
export const assetObjects = sql<string[]>`array_remove(
  array["objectKey", "masterKey", "proxyKey", "cutoutKey", "handCutoutKey"] || array(
    select regexp_replace("masterKey", '(\\.\\w+)$', '-w' || "width" || '\\1') from unnest("renditions") as "width"
  ), null)`;
