import { type AtRule, CssSyntaxError, type Declaration, parse } from 'postcss';
import { FAMILIES } from '../../fonts/faces.ts';
import { addressesIn, blursIn, familiesIn, layersIn } from './css-values.ts';
import type { IssueCode, IssueInFile } from './issue.ts';

/** In `u`. The cost of a blurred shadow or filter grows with its radius times its area. */
const MOST_BLUR = 12;
const MOST_SHADOWS = { each: 8, all: 48 };
const MOST_FILTERS = { each: 3, all: 6 };

const SHADOWS = /^(-webkit-)?(box-shadow|text-shadow)$/;
const FILTERS = /^(-webkit-)?(backdrop-)?filter$/;
const GENERIC: ReadonlySet<string> = new Set([
  ...['sans-serif', 'serif', 'monospace', 'system-ui', 'cursive', 'fantasy', 'inherit', 'initial', 'unset'],
]);

/** Counts over all style sheets that one picture is drawn with. */
export interface PaintCounts {
  shadows: number;
  filters: number;
}

/** Checks style sheets for addresses, fonts, and effects that take too long to draw. Adds to `counts`. */
export function lintCss(
  sheets: readonly { readonly css: string; readonly line?: number }[],
  counts: PaintCounts = { shadows: 0, filters: 0 },
): IssueInFile[] {
  const issues: IssueInFile[] = [];
  for (const { css, line } of sheets) {
    const add = (at: number | undefined) => (code: IssueCode, message: string) =>
      issues.push({ line: line ?? at, code, message });
    try {
      const root = parse(line === undefined ? css : `x{${css}}`);
      root.walkAtRules((rule) => lintAtRule(rule, add(rule.source?.start?.line)));
      root.walkDecls((declaration) => lintDeclaration(declaration, counts, add(declaration.source?.start?.line)));
    } catch (error) {
      if (!(error instanceof CssSyntaxError)) throw error;
      add(error.line)('css_invalid', `It cannot be read: ${error.reason}.`);
    }
  }
  if (counts.shadows > MOST_SHADOWS.all)
    issues.push({
      code: 'too_many_shadows',
      message: `${counts.shadows} shadows in all; at most ${MOST_SHADOWS.all}.`,
    });
  if (counts.filters > MOST_FILTERS.all)
    issues.push({
      code: 'too_many_filters',
      message: `${counts.filters} filters in all; at most ${MOST_FILTERS.all}.`,
    });
  return issues;
}

type Add = (code: IssueCode, message: string) => void;

function lintAtRule({ name }: AtRule, add: Add): void {
  if (name.toLowerCase() === 'import')
    add('remote_address', 'Nothing is imported. Copy the rules that you need into the template.');
  if (name.toLowerCase() === 'font-face')
    add('font_missing', `No font is loaded by @font-face. Use one of ${ownFamilies()}.`);
}

function lintDeclaration({ prop, value, parent }: Declaration, counts: PaintCounts, add: Add): void {
  // The rule around it is an issue already.
  if (parent?.type === 'atrule' && (parent as AtRule).name.toLowerCase() === 'font-face') return;
  const property = prop.toLowerCase();
  for (const address of addressesIn(value)) {
    const shown = address.slice(0, 60);
    if (/^([a-z][a-z0-9+.-]*:)?\/\//i.test(address)) add('remote_address', `${shown} is never fetched. Take it out.`);
    else add('file_address', `${shown} is not read. Pictures come by data-image; shapes are drawn with CSS.`);
  }
  if (property === 'font') add('font_missing', 'Write font-family, font-weight and the rest one by one.');
  if (property === 'font-family')
    for (const family of familiesIn(value)) {
      if (GENERIC.has(family.toLowerCase()) || FAMILIES.some((known) => known.family === family)) continue;
      add('font_missing', `There is no font ${family}. Use one of ${ownFamilies()}.`);
    }
  if (SHADOWS.test(property)) lintShadows(property, value, counts, add);
  if (FILTERS.test(property)) lintFilters(property, value, counts, add);
}

function lintShadows(property: string, value: string, counts: PaintCounts, add: Add): void {
  const layers = layersIn(value);
  counts.shadows += layers;
  if (layers > MOST_SHADOWS.each)
    add('too_many_shadows', `${property} has ${layers} shadows; at most ${MOST_SHADOWS.each}.`);
  lintBlurs(property, blursIn(value, 'shadow'), add);
}

function lintFilters(property: string, value: string, counts: PaintCounts, add: Add): void {
  const blurs = blursIn(value, 'filter');
  const filters = blurs.length;
  counts.filters += filters;
  if (filters > MOST_FILTERS.each)
    add('too_many_filters', `${property} has ${filters} filters; at most ${MOST_FILTERS.each}.`);
  lintBlurs(property, blurs, add);
}

function lintBlurs(property: string, blurs: readonly (number | undefined)[], add: Add): void {
  if (blurs.includes(undefined))
    add('length_unreadable', `Write the lengths of ${property} as calc(var(--u) * 2), 12px or 0.1em, each.`);
  const largest = Math.max(0, ...blurs.map((blur) => blur ?? 0));
  if (largest <= MOST_BLUR) return;
  add('blur_too_large', `${property} has a blur of ${Math.round(largest)} u; at most ${MOST_BLUR}.`);
}

function ownFamilies(): string {
  return FAMILIES.map(({ family }) => family).join(', ');
}
