import { type AspectClass, Fault, type Format } from '@proofsheet/domain';
import type { Template } from './templates.ts';

/**
 * Throws `no_template_fits`, naming what is in the way, when no template is laid out for all classes of the formats. A
 * variant is one composition in every format, so one template has to serve them all.
 */
export function requireServed(formats: readonly Format[], templates: readonly Template[]): void {
  for (const format of formats) {
    if (templates.some(({ aspects }) => aspects.includes(format.aspect))) continue;
    throw unserved(`${serving(format.aspect, templates)}, which ${described(format)} needs.`);
  }
  const classes = [...new Set(formats.map(({ aspect }) => aspect))];
  if (templates.some(({ aspects }) => classes.every((aspect) => aspects.includes(aspect)))) return;
  throw unserved(`No template serves ${listed(classes)} together. Ask for them in generations of their own.`);
}

function unserved(message: string): Fault {
  return new Fault('no_template_fits', message, { field: 'formats' });
}

function serving(aspect: AspectClass, [first, ...others]: readonly Template[]): string {
  if (!first || others.length > 0) return `No template serves the class ${aspect}`;
  return `The template ${first.name} serves ${listed(first.aspects)}, not ${aspect}`;
}

function described({ name, width, height }: Format): string {
  return name.endsWith(`${width}x${height}`) ? name : `${name} (${width}x${height})`;
}

function listed(classes: readonly AspectClass[]): string {
  return classes.length < 2 ? classes.join() : `${classes.slice(0, -1).join(', ')} and ${classes.at(-1)}`;
}
