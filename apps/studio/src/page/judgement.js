import { element, words } from './elements.js';

/** How far the score agrees with what was said: its AUC, the curve, and the confusion by finding. */

/** The area from which the score is worth following. */
const GOOD = 0.9;

const section = document.querySelector('.judgement');

export function showJudgement(judgement) {
  const { judged, publishable, faulty, faultyWithFinding, orders, bestPublishable, falseAlarms } = judgement;
  section.hidden = judged === 0;
  section.replaceChildren(
    element('h2', {}, 'Can the score be trusted?'),
    ...area(judgement),
    element(
      'dl',
      {},
      ...row('publishable', publishable, judged),
      ...row('best variant right in all sizes', bestPublishable, orders),
      ...row('faults with a finding', faultyWithFinding, faulty),
      ...row('publishable with an error', falseAlarms, publishable),
    ),
    tableOf(judgement),
  );
}

function area({ auc, aucInterval, pairs, roc }) {
  if (auc === undefined)
    return [element('p', { className: 'quietly' }, 'Needs a publishable picture and one with a fault to compare.')];
  const [low, high] = aucInterval;
  const figures = element(
    'div',
    { className: 'auc' },
    element('strong', {}, auc.toFixed(3)),
    element('span', {}, `AUC, ${pairs} pair${pairs === 1 ? '' : 's'}`),
    element('span', {}, `95 %: ${low.toFixed(2)} to ${high.toFixed(2)}`),
  );
  return [element('div', { className: 'area' }, figures, curveOf(roc)), element('p', {}, answerOf(auc, low, high))];
}

function answerOf(auc, low, high) {
  if (low >= GOOD) return `Yes: it tells the two apart, by at least ${GOOD} even at the low end.`;
  if (high < GOOD) return `No: it stays below ${GOOD} even at the high end.`;
  return auc >= GOOD ? 'Probably; more verdicts would make it sure.' : 'Not sure yet: judge more, of both kinds.';
}

const SVG = 'http://www.w3.org/2000/svg';

/** Each threshold of the score: faulty pictures that reach it to the right, publishable ones upwards. */
function curveOf(roc) {
  const draw = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const svg = draw('svg', { viewBox: '-1 -1 102 102', role: 'img', 'aria-label': 'ROC curve of the score' });
  const points = roc.map(({ faulty, publishable }) => `${100 * faulty},${100 - 100 * publishable}`);
  svg.append(
    draw('rect', { x: 0, y: 0, width: 100, height: 100, class: 'box' }),
    draw('line', { x1: 0, y1: 100, x2: 100, y2: 0, class: 'chance' }),
    draw('polygon', { points: `${points.join(' ')} 100,100 0,100`, class: 'under' }),
    draw('polyline', { points: points.join(' '), class: 'curve' }),
  );
  const labels = ['publishable that reach a score', 'faulty that reach it'].map((text) =>
    element('figcaption', {}, text),
  );
  return element('figure', {}, labels[0], svg, labels[1]);
}

function row(name, part, of) {
  const share = of > 0 ? `${part} of ${of}, ${Math.round((100 * part) / of)} %` : 'none yet';
  return [element('dt', {}, name), element('dd', {}, share)];
}

function tableOf({ byFinding }) {
  const most = Math.max(1, ...byFinding.flatMap(({ publishable, faulty }) => [publishable, faulty]));
  const head = element(
    'tr',
    {},
    ...['Finding', 'on publishable', 'on faulty'].map((text) => element('th', { scope: 'col' }, text)),
  );
  const rows = byFinding.map(({ code, publishable, faulty, faults }) => {
    const said = faults.map(([fault, number]) => `${fault} ${number}`).join(', ');
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, code === '(none)' ? 'no finding' : words(code)),
      cell(publishable, most, 'good', ''),
      cell(faulty, most, 'bad', said),
    );
  });
  return element('table', {}, element('caption', {}, 'On how many each finding stands'), head, ...rows);
}

function cell(number, most, kind, title) {
  const bar = element('i', { className: kind });
  bar.style.setProperty('--share', number / most);
  return element('td', { title }, String(number), bar);
}
