import { createRenderer, type Renderer, type RenderOrder } from '../src/index.ts';
import { noneIfNothingFits } from './if-fits.ts';
import { cutPerson, logo, portrait, product } from './order-images.ts';
import { SMALL } from './spoil.ts';

/** Copy that some templates cannot do without. */
const NEEDED = {
  ...{ points: ['Quiet', 'Light'], labels: ['Before', 'After'], author: 'Ann' },
  ...{ coupon: { code: 'QUIET20' }, rating: { value: 4.5, of: 5 }, oldPrice: '€12' },
};

/** Of its five aspect classes a template of ads is drawn in two with each set of images: in each with two or three sets. */
const AT_A_TIME = 2;

/** Orders that pin each template, with each set of images, in small formats that take turns. */
async function orders(renderer: Renderer): Promise<RenderOrder[]> {
  const body = { x: 0.2, y: 0.1, width: 0.6, height: 0.9 };
  const cutOut = () => cutPerson(body, { bottom: 0.6 }, [{ x: 0.5, y: 0.3, height: 0.2 }]);
  const images = [await cutOut(), await logo()];
  const figure = await portrait([{ x: 0.5, y: 0.3, height: 0.3 }], 800, 600);
  const others = [
    await portrait([{ x: 0.4, y: 0.4, height: 0.4 }], 640, 640),
    await portrait([{ x: 0.6, y: 0.35, height: 0.3 }], 900, 500),
  ];
  const sets = [
    { set: images, headline: '5 good **reasons** to stay' },
    { set: [figure], headline: '“I would do it again”' },
    { set: [await product()], headline: 'Stay' },
    { set: [], headline: 'Stay **here**' },
    { set: [await cutOut(), await cutOut()], headline: 'Stay here 😱' },
    { set: [figure, ...others], headline: 'Stay', ...NEEDED },
  ];
  const rest = { subline: 'And what they cost', button: 'Read on', price: '€9' };
  return renderer.templates.flatMap(({ name, kind }, turn) =>
    sets.flatMap(({ set, ...words }, index) =>
      inTurn(SMALL[kind], turn + index * AT_A_TIME).map((format) => ({
        ...{ kind, copy: { ...words, ...rest }, brand: {}, formats: [format], variants: 1 },
        ...{ template: name, seed: index, images: set, mediaType: 'image/webp' as const },
      })),
    ),
  );
}

function inTurn<T>(all: readonly T[], from: number): T[] {
  const start = from % all.length;
  return [...all.slice(start), ...all.slice(0, start)].slice(0, AT_A_TIME);
}

interface Way {
  readonly backwards?: boolean;
  readonly atATime?: number;
}

/** The digest of every output of these orders, rendered one after the other or several at the same time. */
export async function digests({ backwards = false, atATime = 1 }: Way = {}): Promise<Record<string, string>> {
  const renderer = await createRenderer();
  const all = [...(await orders(renderer)).entries()];
  const queue = (backwards ? all.toReversed() : all).values();
  const found: Record<string, string> = {};
  const work = async () => {
    for (const [index, order] of queue) {
      const outputs = await Array.fromAsync(renderer.render(order)).catch(noneIfNothingFits);
      for (const { template, format, sha256 } of outputs) found[`${index} ${template} ${format}`] = sha256;
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  await renderer.close();
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}
