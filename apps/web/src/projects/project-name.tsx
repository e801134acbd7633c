import type { Project } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button as IconButton, Input, TextField } from 'react-aria-components';
import { inWords, server } from '../server/client.ts';
import { LONGEST_NAME } from './new-project.tsx';

/** The name as a heading, and a field in its place while it is changed: Enter keeps it, Escape leaves it as it was. */
export function ProjectName({ project }: { readonly project: Project }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(project.name);
  const left = useRef(false);
  /** Ended by a key: the focus goes back to where it came from. */
  const byKey = useRef(false);
  const queries = useQueryClient();
  const rename = useMutation({
    mutationFn: () => server.projects.change(project.id, { name: name.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['project', project.id] });
      void queries.invalidateQueries({ queryKey: ['projects'] });
      setOpen(false);
    },
  });
  const open = () => {
    byKey.current = false;
    setOpen(true);
  };
  if (!isOpen)
    return (
      <span className="project-title">
        <h1 dir="auto">{project.name}</h1>
        <IconButton className="icon" aria-label="Rename" autoFocus={byKey.current} onPress={open}>
          <Pencil size={16} aria-hidden="true" />
        </IconButton>
      </span>
    );
  const keep = () => {
    if (left.current || rename.isPending) return;
    if (name.trim() === '' || name.trim() === project.name) setOpen(false);
    else rename.mutate();
  };
  return (
    <TextField
      className="field project-rename"
      aria-label="Name of the project"
      value={name}
      onChange={setName}
      maxLength={LONGEST_NAME}
      autoFocus
      onBlur={keep}
      onKeyDown={({ key, nativeEvent }) => {
        if (nativeEvent.isComposing || (key !== 'Enter' && key !== 'Escape')) return;
        byKey.current = true;
        if (key === 'Enter') return keep();
        left.current = true;
        setOpen(false);
        setName(project.name);
        queueMicrotask(() => {
          left.current = false;
        });
      }}
    >
      <Input dir="auto" />
      {rename.error ? (
        <span role="alert" className="react-aria-FieldError">
          {inWords(rename.error)}
        </span>
      ) : null}
    </TextField>
  );
}
