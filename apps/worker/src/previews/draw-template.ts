import {
  type Db,
  hasTemplatePicture,
  keepTemplatePicture,
  notifyDone,
  type TemplatePicture,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { drawTemplatePicture } from '@proofsheet/mockups';
import type { Log } from '@proofsheet/queue';
import type { Renderer } from '@proofsheet/render';
import type { CatalogTemplate } from '@proofsheet/render/catalog';

export interface DrawingTools {
  readonly db: Db;
  readonly renderer: Renderer;
  /** The templates of this worker. */
  readonly catalog: readonly CatalogTemplate[];
}

/**
 * Draws the picture of the template with that content, keeps it and wakes who waits for it. A worker that has other
 * templates than the API leaves it to another. A worker that dies here leaves nothing: it is drawn when it is next asked
 * for.
 */
export async function drawTemplate(
  { db, renderer, catalog }: DrawingTools,
  revision: string,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const template = catalog.find((one) => one.revision === revision);
  if (template === undefined) return log.warn({ revision }, 'a template is asked for that this worker does not have');
  if (!(await hasTemplatePicture(db, revision))) {
    const picture = await pictureOf(renderer, template, signal);
    await keepTemplatePicture(db, revision, picture);
    log.info({ template: template.name, kind: template.kind }, 'picture of the template drawn');
  }
  await notifyDone(db, `template ${revision}`);
}

/** Only that it does not fit is kept: what took too long today may be drawn tomorrow. */
async function pictureOf(renderer: Renderer, template: CatalogTemplate, signal: AbortSignal): Promise<TemplatePicture> {
  const drawn = await drawTemplatePicture(renderer, template, { signal });
  if ('output' in drawn) return { mediaType: drawn.output.mediaType, bytes: drawn.output.bytes };
  if (drawn.code === 'no_template_fits') return { refusal: drawn.message };
  throw new Fault('template_failed', `${template.name} cannot be drawn: ${drawn.message}`);
}
