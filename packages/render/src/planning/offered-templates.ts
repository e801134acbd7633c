import {
  ASPECT_CLASSES,
  type AspectClass,
  Fault,
  type Format,
  type GenerationKind,
  type Recipe,
} from '@proofsheet/domain';
import type { Template } from '../templates/manifest.ts';

/** The templates that an order may use: those of its kind, or the one that it pins. Throws `unknown_template`. */
export function offeredTemplates(
  templates: readonly Template[],
  {
    kind,
    template,
    like,
  }: { readonly kind: GenerationKind; readonly template?: string | undefined; readonly like?: Recipe | undefined },
): readonly Template[] {
  const name = like?.template ?? template;
  const offered = templates.filter(
    (candidate) => candidate.kind === kind && (name === undefined || candidate.name === name),
  );
  if (name !== undefined && offered.length === 0)
    throw new Fault('unknown_template', `There is no ${kind} template named ${name}.`, { field: 'template' });
  return offered;
}

/**
 * Throws `no_template_fits`, with the reason, when no template is laid out for all aspect classes of the formats: a
 * variant is one composition in every format, so one template has to serve them all.
 */
export function requireServed(formats: readonly Format[], templates: readonly Template[]): void {
  for (const format of formats) if (!isServed(format, templates)) throw unservedFormat(format, templates);
  const classes = [...new Set(formats.map(({ aspect }) => aspect))];
  if (templates.some(({ aspects }) => classes.every((aspect) => aspects.includes(aspect)))) return;
  throw unserved(`No template serves ${listed(classes)} together. Ask for each in its own generation.`);
}

export function isServed({ aspect }: Format, templates: readonly Template[]): boolean {
  return templates.some(({ aspects }) => aspects.includes(aspect));
}

/** Why no variant has this format. */
export function unservedFormat(format: Format, templates: readonly Template[]): Fault {
  return unserved(unservedMessage(format, templates));
}

function unserved(message: string): Fault {
  return new Fault('no_template_fits', message, { field: 'formats' });
}

function unservedMessage(format: Format, templates: readonly Template[]): string {
  const { kind, aspect } = format;
  const served = ASPECT_CLASSES.filter((one) => templates.some(({ aspects }) => aspects.includes(one)));
  const subject =
    templates.length === 1 ? `The template ${templates[0]?.name} does not serve` : `No ${kind} template serves`;
  return `${subject} the class ${aspect}, which ${described(format)} needs. Served: ${listed(served) || 'none'}.`;
}

function described({ name, width, height }: Format): string {
  return name.endsWith(`${width}x${height}`) ? name : `${name} (${width}x${height})`;
}

function listed(classes: readonly AspectClass[]): string {
  return classes.length < 2 ? classes.join() : `${classes.slice(0, -1).join(', ')} and ${classes.at(-1)}`;
}
