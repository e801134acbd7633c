export { ASPECT_CLASSES, type AspectClass, aspectOf } from './aspect.ts';
export { FORMAT_NAMES, type Format, type FormatName, formatNamed, formatsOf } from './catalogue.ts';
export { expandFormats, type FormatChoice, formatNameSchema, formatOf, nameOf, presetNameSchema } from './choice.ts';
export { draftOf } from './draft.ts';
export { PRESET_NAMES, presetFormats } from './presets.ts';
