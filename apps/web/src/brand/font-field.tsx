import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { inWords } from '../server/client.ts';
import { fontName, fontsQuery, uploadFont } from '../server/fonts.ts';

export interface FontFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
  readonly otherwise: string;
  readonly wrong?: string | undefined;
}

const NONE = 'none';

/** One of the user's fonts, or one that is uploaded here. */
export function FontField({ label, value, onChange, otherwise, wrong }: FontFieldProps) {
  const queries = useQueryClient();
  const { data: fonts = [] } = useQuery(fontsQuery);
  const upload = useMutation({
    mutationFn: uploadFont,
    onSuccess: (font) => {
      queries.setQueryData(fontsQuery.queryKey, (known = []) => [font, ...known.filter(({ id }) => id !== font.id)]);
      onChange(font.id);
    },
  });
  return (
    <SelectField
      label={label}
      options={[[NONE, otherwise], ...fonts.map((font) => [font.id, fontName(font)] as const)]}
      value={value ?? NONE}
      onChange={(chosen) => onChange(chosen === NONE ? undefined : chosen)}
      wrong={wrong ?? (upload.error ? inWords(upload.error) : undefined)}
      beside={
        <FileTrigger
          acceptedFileTypes={['.woff2', '.woff', '.ttf', '.otf']}
          onSelect={(files) => files?.[0] && upload.mutate(files[0])}
        >
          <Button slot={null} aria-label={`Upload a font: ${label}`} isBusy={upload.isPending}>
            {upload.isPending ? 'Reading …' : 'Upload'}
          </Button>
        </FileTrigger>
      }
    />
  );
}
