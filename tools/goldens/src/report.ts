import type { AspectClass, GenerationKind } from '@proofsheet/domain';
import { drawMockup, type Mockup } from '@proofsheet/mockups';
import { addressOf, type TemplateSummary, type Workbench } from '@proofsheet/render/workbench';
import { eachMockup, type Progress } from './each-mockup.ts';
import { trials } from './trials.ts';

/** The outcomes of all contents in one template and class. */
export interface Row {
  readonly kind: GenerationKind;
  readonly template: string;
  readonly aspect: AspectClass;
  readonly asked: number;
  readonly rendered: number;
  /** The template does not fit the content: no defect. */
  readonly refused: number;
  /** Any other error, which should never happen. */
  readonly crashes: readonly { readonly content: string; readonly code: string; readonly message: string }[];
  /** How many pictures have a finding of the code. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Renders every template in every class with all trials, or with every nth of them. */
export async function trialReport(
  workbench: Workbench,
  templates: readonly TemplateSummary[],
  every: number,
  progressOf?: (total: number) => Progress,
): Promise<Row[]> {
  const mockups = templates.flatMap((template) =>
    template.classes.flatMap((aspect) =>
      trials(template.kind)
        .filter((_, index) => index % every === 0)
        .map((content): Mockup => ({ template, aspect, content })),
    ),
  );
  const outcomes = await eachMockup(
    mockups,
    async (mockup) => ({ mockup, ...(await outcomeOf(workbench, mockup)) }),
    progressOf,
  );
  const rows = Map.groupBy(outcomes, ({ mockup }) => `${addressOf(mockup.template)} ${mockup.aspect}`);
  return [...rows.values()].map(rowOf);
}

interface Outcome {
  readonly codes: readonly string[];
  readonly failure?: { readonly code: string; readonly message: string };
}

async function outcomeOf(workbench: Workbench, mockup: Mockup): Promise<Outcome> {
  const drawn = await drawMockup(workbench, mockup);
  if (!('output' in drawn)) return { codes: [], failure: drawn };
  return { codes: [...new Set(drawn.output.report.findings.map(({ code }) => code))] };
}

function rowOf(told: readonly (Outcome & { mockup: Mockup })[]): Row {
  const [{ mockup }] = told as [(typeof told)[number]];
  const failures = told.flatMap(({ mockup: { content }, failure }) =>
    failure ? { content: content.name, ...failure } : [],
  );
  const crashes = failures.filter(({ code }) => code !== 'no_template_fits');
  const findings: Record<string, number> = {};
  for (const code of told.flatMap(({ codes }) => codes)) findings[code] = (findings[code] ?? 0) + 1;
  return {
    kind: mockup.template.kind,
    template: mockup.template.name,
    aspect: mockup.aspect,
    asked: told.length,
    rendered: told.length - failures.length,
    refused: failures.length - crashes.length,
    crashes: crashes.map(({ content, code, message }) => ({ content, code, message })),
    findings,
  };
}

/** The rows as a table, with the sums in its last line. */
export function tableOf(rows: readonly Row[]): string {
  const counts = (found: Readonly<Record<string, number>>) =>
    Object.entries(found)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${code} ${count}`)
      .join(', ');
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const all: Record<string, number> = {};
  for (const { findings } of rows)
    for (const [code, count] of Object.entries(findings)) all[code] = (all[code] ?? 0) + count;
  const line = (name: string, aspect: string, ...cells: (number | string)[]) =>
    `${name.padEnd(28)}${aspect.padEnd(8)}${cells
      .slice(0, 4)
      .map((cell) => String(cell).padStart(9))
      .join('')}  ${cells[4]}`;
  return [
    line('template', 'class', 'asked', 'rendered', 'refused', 'crashed', 'findings'),
    ...rows.map((row) =>
      line(
        addressOf({ kind: row.kind, name: row.template }),
        row.aspect,
        row.asked,
        row.rendered,
        row.refused,
        row.crashes.length,
        counts(row.findings),
      ),
    ),
    line(
      'all',
      '',
      sum((row) => row.asked),
      sum((row) => row.rendered),
      sum((row) => row.refused),
      sum((row) => row.crashes.length),
      counts(all),
    ),
    ...rows.flatMap((row) =>
      row.crashes.map(({ content, code, message }) => `${row.template} ${row.aspect} ${content}: ${code}: ${message}`),
    ),
  ].join('\n');
}
