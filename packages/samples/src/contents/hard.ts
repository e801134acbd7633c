import type { GenerationKind } from '@proofsheet/domain';
import { hardScenes } from '../hard-scenes.ts';
import type { SampleContent } from './sample-content.ts';

/** The words of each hard scene: a thumbnail's headline, and an advertisement's with its price. */
const WORDS: Readonly<Record<string, { readonly thumbnail: string; readonly ad: string; readonly price: string }>> = {
  chair: { thumbnail: 'The **chair** that I kept', ad: 'Sit down **at last**', price: '€389' },
  shoe: { thumbnail: '100 miles **later**', ad: 'Run on **anything**', price: '€129' },
  bottle: { thumbnail: 'What is **in** it?', ad: 'Juniper and **morning**', price: '€34' },
  camera: { thumbnail: 'Shot in the **dark**', ad: 'See in the **dark**', price: '€1,249' },
  jug: { thumbnail: 'White on **white**', ad: 'White, **by hand**', price: '€59' },
  dogs: { thumbnail: 'Two **strays**, one beach', ad: 'For **both** of them', price: '€24' },
  group: { thumbnail: 'We all **quit**', ad: 'Bring your **friends**', price: '€15' },
  car: { thumbnail: 'My first **car**', ad: 'Small outside, **blue** all over', price: '€9,990' },
  dancer: { thumbnail: 'One **leg**, one minute', ad: 'Learn to **balance**', price: '€19' },
  screenshot: { thumbnail: 'I built a **shop**', ad: 'Your shop, **open**', price: '€9' },
};

const MORE = {
  points: ['Made to last', 'Easy to mend'],
  labels: ['Before', 'After'],
  author: 'Mara Lindqvist',
  coupon: { code: 'FIRST10' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews' },
};

/** One content for each hard scene, named like it. */
export function hardContents(kind: GenerationKind): SampleContent[] {
  return hardScenes.map(({ name }, index) => {
    const words = WORDS[name];
    if (!words) throw new Error(`there are no words for ${name}`);
    const { thumbnail, ad, price } = words;
    const logo = ['orvane-field', 'orvane-plate', 'orvane-logo'][index % 3] as string;
    return {
      name,
      copy: kind === 'AD' ? { headline: ad, button: 'Take a look', price } : { headline: thumbnail },
      list: `3 things: ${kind === 'AD' ? ad : thumbnail}`,
      more: { ...MORE, price },
      scenes: kind === 'AD' ? [[name, logo]] : [[name]],
    };
  });
}
