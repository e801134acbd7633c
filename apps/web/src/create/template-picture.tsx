import type { Template } from '@proofsheet/client';
import { useState } from 'react';

/** A worker draws it for the first who asks: until then the answer is to ask again. */
const AGAIN_MS = 4_000;
const TRIES = 8;

/** What a composition looks like with sample words and images. */
export function TemplatePicture({ template: { pictureUrl } }: { readonly template: Pick<Template, 'pictureUrl'> }) {
  const [tries, setTries] = useState(0);
  const [isThere, setThere] = useState(false);
  return (
    <span className="template-picture" data-there={isThere || undefined}>
      <img
        // Anew: an image that failed is not asked for twice.
        key={tries}
        src={pictureUrl}
        alt=""
        loading="lazy"
        onLoad={() => setThere(true)}
        onError={() => tries < TRIES && setTimeout(() => setTries(tries + 1), AGAIN_MS)}
      />
    </span>
  );
}
