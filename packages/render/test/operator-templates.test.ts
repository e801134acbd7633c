import { expect, onTestFinished, test } from 'vitest';
import { readCatalog } from '../src/catalog.ts';
import { addressOf, OWN_TEMPLATES, templateFolders } from '../src/templates/folders.ts';
import { lintTemplate } from '../src/templates/lint/lint-template.ts';
import { loadOperatorTemplates } from '../src/templates/lint/load-operator-templates.ts';
import { SOUND, type TemplateFiles, writeTemplates } from './template-folder.ts';

async function folder(templates: Record<string, TemplateFiles>): Promise<string> {
  const { root, remove } = await writeTemplates(templates);
  onTestFinished(remove);
  return root;
}

/** The issues of the templates in a folder, one a line. */
async function issuesIn(root: string): Promise<string[]> {
  const thrown = await loadOperatorTemplates(root).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown === undefined) return [];
  expect(thrown).toMatchObject({ code: 'templates_unusable' });
  return (thrown as Error).message.split('\n');
}

const html = (inside: string) => ({
  'template.html': SOUND['template.html'].replace('</div></div>', `</div>${inside}</div>`),
});
const css = (rules: string) => ({ 'template.css': SOUND['template.css'] + rules });
const manifest = (changes: object) => ({
  'template.json': JSON.stringify({ ...JSON.parse(SOUND['template.json']), ...changes }),
});
const nested = '<div>'.repeat(20) + '</div>'.repeat(20);
const shadows = (count: number) => Array.from({ length: count }, () => '0 0 3px #000').join();
const thirty = `.a { box-shadow: ${shadows(5)} }`.repeat(6);
const u = (count: number) => `calc(var(--u) * ${count})`;

test.each<[code: string, file: string, files: TemplateFiles]>([
  ['file_missing', 'template.css', { 'template.css': undefined }],
  ['file_too_large', 'template.css', css(`.a { color: red }\n`.repeat(5000))],
  ['manifest_invalid', 'template.json', { 'template.json': '{' }],
  ['manifest_invalid', 'template.json', manifest({ colour: 'red' })],
  ['manifest_invalid', 'template.json', manifest({ slots: { headline: { ink: 'ink', boxes: {} } } })],
  ['unknown_slot', 'template.json', manifest({ slots: { ...JSON.parse(SOUND['template.json']).slots, motto: {} } })],
  ['unknown_slot', 'template.html', html('<div data-slot="motto"></div>')],
  ['unknown_slot', 'template.html', html('<div data-slot="subline"></div>')],
  ['unknown_slot', 'template.html', { 'template.html': '<div class="root"></div>' }],
  ['unknown_slot', 'template.html', html('<div data-slot="logo"></div>')],
  ['unknown_image', 'template.html', html('<div data-image="selfie"></div>')],
  ['unknown_image', 'template.html', html('<div data-image="photo"></div>')],
  ['unknown_condition', 'template.html', html('<div data-if="!rain"></div>')],
  ['unknown_attribute', 'template.html', html('<div data-solt="headline"></div>')],
  ['unknown_attribute', 'template.html', html('<div data-zoom="large"></div>')],
  ['unknown_element', 'template.html', html('<iframe></iframe>')],
  ['unknown_element', 'template.html', html('<style>.a { color: red }</style>')],
  ['html_invalid', 'template.html', { 'template.html': `${SOUND['template.html']}<div></div>` }],
  ['script', 'template.html', html('<script>alert(1)</script>')],
  ['script', 'template.html', html('<a class="javascript:alert(1)"></a>')],
  ['event_attribute', 'template.html', html('<div onclick="alert(1)"></div>')],
  ['remote_address', 'template.html', html('<a href="https://example.org/"></a>')],
  ['remote_address', 'template.html', html('<link rel="stylesheet" href="https://example.org/x.css">')],
  ['remote_address', 'template.html', html('<div style="background: url(//example.org/x.png)"></div>')],
  ['remote_address', 'template.css', css('@import "https://example.org/x.css";')],
  ['remote_address', 'template.css', css('.a { background: url("https://example.org/x.png") }')],
  ['file_address', 'template.css', css('.a { background: url(paper.png) }')],
  ['css_invalid', 'template.css', css('.a { color: red')],
  ['font_missing', 'template.css', css('.a { font-family: "Comic Sans MS", sans-serif }')],
  ['font_missing', 'template.css', css('@font-face { font-family: Mine }')],
  ['blur_too_large', 'template.css', css('.a { box-shadow: 0 0 500px #000 }')],
  ['blur_too_large', 'template.css', css(`.a { text-shadow: 0 0 ${u(2)} #000, 0 0 ${u(40)} var(--shade) }`)],
  ['blur_too_large', 'template.css', css(`.a { filter: blur(${u(30)}) }`)],
  ['blur_too_large', 'template.css', css('.a { backdrop-filter: drop-shadow(0 0 9em red) }')],
  ['blur_too_large', 'template.html', html('<div style="box-shadow: 0 0 500px red"></div>')],
  ['length_unreadable', 'template.css', css('.a { --much: 500px; box-shadow: 0 0 var(--much) #000 }')],
  ['length_unreadable', 'template.css', css('.a { filter: blur(50vw) }')],
  ['too_many_shadows', 'template.css', css(`.a { box-shadow: ${shadows(20)} }`)],
  ['too_many_shadows', 'template.css', css(`.a { box-shadow: ${shadows(7)} }`.repeat(8))],
  ['too_many_filters', 'template.css', css('.a { filter: blur(1px) blur(1px) blur(1px) blur(1px) }')],
  ['too_many_filters', 'template.css', css('.a { filter: blur(1px) }'.repeat(9))],
  ['css_invalid', 'wide.css', { 'wide.css': '.a { color: red' }],
  ['file_too_large', 'tower.css', { 'tower.css': `.a { color: red }\n`.repeat(5000) }],
  // Both sheets apply to one picture: each is within the limits, together they are not.
  ['too_many_shadows', 'wide.css', { ...css(thirty), 'wide.css': thirty }],
  ['too_many_nodes', 'template.html', html('<div></div>'.repeat(500))],
  ['too_deep', 'template.html', html(nested)],
])('the issue %s is found in %s', async (code, file, files) => {
  const lines = await issuesIn(await folder({ 'thumbnail/mine': files }));
  const where = expect.stringMatching(new RegExp(`^thumbnail/mine/${file}(:\\d+)? ${code}: .+\\.$`));
  expect(lines).toEqual([where]);
});

const shared = (css: string): TemplateFiles => ({
  ...{ 'template.html': undefined, 'template.json': undefined },
  'template.css': css,
});

test('style sheets of shared folders are read before those of the template, each class by class', async () => {
  const root = await folder({
    'shared/words': { ...shared('.a { color: red }'), 'wide.css': '.b { color: red }' },
    'shared/more': shared('.c { color: red }'),
    'thumbnail/mine': { ...manifest({ shares: ['words', 'more'] }), 'wide.css': '.d { color: red }' },
    'ad/other': manifest({ shares: ['more'] }),
  });
  const [mine, other] = await loadOperatorTemplates(root);
  const [wide = '', tall = ''] = [mine?.css.wide, mine?.css.tall];
  const order = ['.a', '.c', '.headline', '.b', '.d'].map((rule) => wide.indexOf(`${rule} {`));
  expect(order).toEqual(order.toSorted((one, two) => one - two));
  expect(order).not.toContain(-1);
  expect(tall).not.toMatch(/\.[bd] \{/);
  expect(other?.css.wide).not.toContain('.a {');
});

test('a shared folder that is not there, and what is wrong in one, are issues; limits hold for all sheets together', async () => {
  const root = await folder({
    'shared/far': shared('.a { background: url("https://example.org/x.png") }'),
    'shared/dark': shared(thirty),
    'thumbnail/one': manifest({ shares: ['none'] }),
    'thumbnail/two': manifest({ shares: ['far'] }),
    'thumbnail/three': { ...manifest({ shares: ['dark'] }), ...css(thirty) },
    'thumbnail/four': manifest({ shares: ['../two'] }),
  });
  expect((await issuesIn(root)).map((line) => line.split(': ')[0]).toSorted()).toEqual([
    'shared/far/template.css:1 remote_address',
    'shared/none/ file_missing',
    'thumbnail/four/template.json manifest_invalid',
    'thumbnail/three/template.css too_many_shadows',
  ]);
});

test('a template links the shared sheets that it reads, for the browser, and no others', async () => {
  const link = (href: string) => html(`<link rel="stylesheet" href="${href}">`);
  const root = await folder({
    'thumbnail/one': link('../../shared/words/wide.css'),
    'thumbnail/two': link('../../shared/../../secret/template.css'),
  });
  expect((await issuesIn(root)).map((line) => line.split(': ')[0])).toEqual([
    'thumbnail/two/template.html:1 remote_address',
  ]);
});

test('all issues of all templates are reported at once, with their lines', async () => {
  const root = await folder({ 'ad/one': css('@import "x";'), 'thumbnail/two': html('\n<script></script>') });
  const lines = await issuesIn(root);
  expect(lines.map((line) => line.split(': ')[0])).toEqual([
    'thumbnail/two/template.html:2 script',
    'ad/one/template.css:3 remote_address',
  ]);
});

test('a valid template with shadows within the limits is accepted', async () => {
  const shade = `.a { text-shadow: 0 ${u(1)} ${u(4)} var(--shade-half); box-shadow: inset 0 0 0.4em rgb(0 0 0 / 40%) }`;
  const root = await folder({ 'thumbnail/mine': css(shade), 'ad/mine': {} });
  expect((await loadOperatorTemplates(root)).map(addressOf)).toEqual(['thumbnail/mine', 'ad/mine']);
  expect((await readCatalog(root)).slice(-1)).toEqual([
    {
      name: 'mine',
      kind: 'AD',
      version: 1,
      about: 'Words alone.',
      classes: ['wide'],
      needs: [],
      pictures: 0,
      images: {},
      blursOwn: false,
      revision: expect.stringMatching(/^[\da-f]{32}$/),
      slots: ['headline'],
    },
  ]);
});

test('names that are taken or not usable, and folders that are unknown or unreadable, are issues', async () => {
  const root = await folder({ 'thumbnail/split': {}, 'ad/My Ad': {}, 'banner/mine': {} });
  expect((await issuesIn(root)).map((line) => line.split(': ')[0])).toEqual([
    'banner/ folder_unknown',
    'thumbnail/split/ name_taken',
    'ad/My Ad/ name_not_usable',
  ]);
  expect(await issuesIn(`${root}/none`)).toEqual([expect.stringContaining('folder_unreadable: ')]);
  expect(await issuesIn(`${root}/banner`)).toEqual([expect.stringContaining('folder_empty: ')]);
});

test('every built-in template keeps the rules for operators', async () => {
  for (const folder of await templateFolders(OWN_TEMPLATES)) {
    const linted = await lintTemplate(folder);
    expect(Array.isArray(linted) ? linted : [], addressOf(folder)).toEqual([]);
  }
});
