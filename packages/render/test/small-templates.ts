import type { TemplateFiles } from './template-folder.ts';

const box = (width: number, height: number, least: number) => ({
  wide: { width, height, lines: 1, least, most: 12 },
});

function files(html: string, css: string, manifest: object): TemplateFiles {
  return {
    'template.html': `<div class="root wide deep">${html}</div>`,
    'template.css': `.root { font-family: Inter, sans-serif } ${css}`,
    'template.json': JSON.stringify({ version: 1, about: 'For a test.', schemes: ['deep'], ...manifest }),
  };
}

const HEADLINE = { ink: 'ink', boxes: box(80, 16, 5) };
const WORDS = '<div class="headline" data-slot="headline">Words</div>';
const BELOW = '.headline { position: absolute; left: 10%; bottom: 4% }';

/** Two pictures side by side, each with its label. */
export const VERSUS = files(
  `<div class="one" data-image="photo"></div><div class="one" data-image="cutout"></div>
   <div class="two" data-image="photo-2"></div><div class="two" data-image="cutout-2"></div>
   <div class="left" data-slot="label-1">Before</div><div class="right" data-slot="label-2">After</div>${WORDS}`,
  `.one, .two { position: absolute; top: 0; width: 50%; height: 78%; left: 0 } .two { left: 50% }
   .flip .one { left: 50% } .flip .two { left: 0 } ${BELOW}
   .left, .right { position: absolute; top: 4%; left: 4% } .right { left: 54% }`,
  {
    slots: {
      headline: HEADLINE,
      'label-1': { ink: 'ink', boxes: box(40, 10, 4) },
      'label-2': { ink: 'ink', boxes: box(40, 10, 4) },
    },
    images: { photo: 'either', cutout: 'either', 'photo-2': 'either', 'cutout-2': 'either' },
    flips: 'rtl',
  },
);

/** Two pictures, the headline on the second. It needs labels, so that only the test that pins it uses it. */
export const UNDER = files(
  `<div class="one" data-image="photo"></div><div class="two" data-image="photo-2"></div>${WORDS}
   <div class="label" data-slot="label-1">A</div><div class="label b" data-slot="label-2">B</div>`,
  `.one, .two { position: absolute; top: 0; width: 50%; height: 100%; left: 0 } .two { left: 50% }
   .headline { position: absolute; left: 60%; top: 45% } .label { position: absolute; left: 4%; bottom: 4% } .b { left: 30% }`,
  {
    slots: {
      headline: { ink: 'ink', boxes: box(36, 16, 5) },
      'label-1': { ink: 'ink', boxes: box(20, 10, 4) },
      'label-2': { ink: 'ink', boxes: box(20, 10, 4) },
    },
    needs: ['labels'],
    images: { photo: 'required', 'photo-2': 'required' },
  },
);

/** Up to four pictures in a grid. */
export const GRID = files(
  `${[1, 2, 3, 4]
    .map(
      (position) => `<div class="cell c${position}" data-image="photo${position === 1 ? '' : `-${position}`}"></div>`,
    )
    .join('')}${WORDS}`,
  `.cell { position: absolute; left: 0; top: 0; width: 50%; height: 40% } .c2, .c4 { left: 50% } .c3, .c4 { top: 40% }
   ${BELOW}`,
  {
    slots: { headline: HEADLINE },
    images: { photo: 'required', 'photo-2': 'required', 'photo-3': 'optional', 'photo-4': 'optional' },
  },
);

/** Up to three points below each other. */
export const LIST = files(
  `${WORDS}${[1, 2, 3].map((point) => `<div class="p p${point}" data-slot="point-${point}">Point</div>`).join('')}`,
  `${BELOW} .headline { line-height: 1 } .p { position: absolute; left: 10% } .p1 { top: 10% } .p2 { top: 30% } .p3 { top: 50% }`,
  {
    slots: {
      headline: HEADLINE,
      'point-1': { ink: 'ink', boxes: box(40, 12, 6) },
      'point-2': { ink: 'ink', boxes: box(40, 12, 6) },
      'point-3': { ink: 'ink', boxes: box(40, 12, 6) },
    },
    needs: ['points'],
    images: { photo: 'optional', cutout: 'optional' },
  },
);
