import { areaUnderRoc } from '@proofsheet/verdicts';

/** A judged picture: its template and score, whether it can be published, and the order that it belongs to. */
export interface Ranked {
  readonly tag: string;
  readonly template: string;
  readonly score: number;
  readonly fine: boolean;
}

export interface Standings {
  /** By template, 0 to 1, the lowest first; those that are no worse than others are left out. */
  readonly templates: Readonly<Record<string, number>>;
  /** In how many pairs of one order the publishable picture has the higher score, by the score alone. */
  readonly aucWithin: number | undefined;
  /** The same where each order's scores are multiplied by standings that were fitted on all others. */
  readonly aucWithinElsewhere: number | undefined;
}

/**
 * How templates stand: by how much the publishable share of their pictures is below that of their orders. Orders differ
 * more than templates do, so a template is compared with the others that were made of the same words and pictures.
 */
export function fitStandings(pictures: readonly Ranked[]): Standings {
  const elsewhere = [...Map.groupBy(pictures, ({ tag }) => tag)].flatMap(([tag, held]) => {
    const others = standingsOf(pictures.filter((one) => one.tag !== tag));
    return held.map((one) => ({ ...one, score: one.score * (others[one.template] ?? 1) }));
  });
  return {
    templates: standingsOf(pictures),
    aucWithin: aucWithin(pictures),
    aucWithinElsewhere: aucWithin(elsewhere),
  };
}

/** So many pictures that are as good as others are added to a template's: of a few nothing is concluded. */
const DOUBT = 12;
/** How steeply a standing falls with the share that its pictures lack. */
const STEEPNESS = 1.5;

function standingsOf(pictures: readonly Ranked[]): Record<string, number> {
  const shareFine = (of: readonly Ranked[]) => of.filter(({ fine }) => fine).length / of.length;
  const usual = new Map([...Map.groupBy(pictures, ({ tag }) => tag)].map(([tag, of]) => [tag, shareFine(of)]));
  const standings = [...Map.groupBy(pictures, ({ template }) => template)].map(([template, of]) => {
    const lacking = of.reduce((sum, { tag, fine }) => sum + (usual.get(tag) ?? 0) - (fine ? 1 : 0), 0);
    return [template, Math.exp(-STEEPNESS * Math.max(0, lacking / (of.length + DOUBT)))] as const;
  });
  return Object.fromEntries(
    standings
      .map(([template, standing]) => [template, Math.round(standing * 100) / 100] as const)
      .filter(([, standing]) => standing < 1)
      .toSorted(([, one], [, other]) => one - other),
  );
}

/** Over all pairs of a publishable and a faulty picture of one order. */
function aucWithin(pictures: readonly Ranked[]): number | undefined {
  let [won, pairs] = [0, 0];
  for (const of of Map.groupBy(pictures, ({ tag }) => tag).values()) {
    const scores = (fine: boolean) => of.filter((one) => one.fine === fine).map(({ score }) => score);
    const [good, bad] = [scores(true), scores(false)];
    const auc = areaUnderRoc(good, bad);
    if (auc === undefined) continue;
    won += auc * good.length * bad.length;
    pairs += good.length * bad.length;
  }
  return pairs === 0 ? undefined : won / pairs;
}
