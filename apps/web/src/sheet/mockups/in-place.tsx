import type { GenerationWithOutputs, Output } from '@proofsheet/client';
import { useState } from 'react';
import { VariantChoice } from '../variant-choice.tsx';
import { Feed } from './feed.tsx';
import { PageWithAd } from './page-with-ad.tsx';
import { VideoList } from './video-list.tsx';

export interface InPlaceProps {
  readonly generation: GenerationWithOutputs;
  readonly completed: boolean;
}

/** A picture among neighbours, in light and in dark: drawn plainly, as no platform in particular. */
export function InPlace({ generation, completed }: InPlaceProps) {
  const { outputs, spec } = generation;
  const [chosen, setChosen] = useState<string>();
  const output = outputs.find(({ id }) => id === chosen) ?? outputs[0];
  if (!output) return null;
  const Mockup = mockupFor(output);
  const title = spec.copy.headline.replaceAll('**', '');
  return (
    <div className="in-place">
      <VariantChoice
        label="Picture"
        placeOf={(one) => outputs.indexOf(one)}
        outputs={outputs}
        chosen={output.id}
        onChoose={setChosen}
      />
      <div className={output.width > output.height * 2.2 ? 'schemes below' : 'schemes'}>
        {(['light', 'dark'] as const).map((scheme) => (
          <section key={scheme} className={`mockup ${scheme}`} aria-label={scheme === 'light' ? 'In light' : 'In dark'}>
            <Mockup output={output} title={title} completed={completed} />
          </section>
        ))}
      </div>
    </div>
  );
}

/** Strips, towers and small boxes stand on pages; other ads in feeds. */
function mockupFor({ kind, width, height }: Output) {
  if (kind === 'THUMBNAIL') return width > height ? VideoList : Feed;
  const ratio = width / height;
  return ratio > 2.2 || ratio < 0.5 || width <= 336 ? PageWithAd : Feed;
}
