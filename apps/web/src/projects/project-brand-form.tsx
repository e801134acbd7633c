import { ApiError, type Project, type ProjectBrand } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { BrandFields } from '../brand/brand-fields.tsx';
import { Button } from '../controls/button.tsx';
import { inWords, server } from '../server/client.ts';

/** The brand that orders in the project take. */
export function ProjectBrandForm({ project }: { readonly project: Project }) {
  const queries = useQueryClient();
  const [changed, setChanged] = useState<ProjectBrand>();
  const brand = changed ?? project.brand;
  const save = useMutation({
    mutationFn: () => server.projects.change(project.id, { brand }),
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: ['projects'] });
      await queries.invalidateQueries({ queryKey: ['project', project.id] });
      setChanged(undefined);
    },
  });
  const fields = save.error instanceof ApiError ? save.error.fields : [];
  const change = (next: ProjectBrand) => {
    save.reset();
    setChanged(next);
  };
  return (
    <Form
      className="brand-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p className="brand-hint">What an order in this project leaves out, it takes from here.</p>
      <BrandFields
        value={brand}
        onChange={change}
        wrong={(member) => fields.find(({ pointer }) => pointer === `/brand/${member}`)?.detail}
      />
      {save.error && fields.length === 0 ? (
        <p role="alert" className="failure">
          {inWords(save.error)}
        </p>
      ) : null}
      <div className="actions">
        <Button look="main" type="submit" isDisabled={changed === undefined} isBusy={save.isPending}>
          Save the brand
        </Button>
        {changed === undefined ? null : (
          <Button look="quiet" onPress={() => setChanged(undefined)}>
            Undo
          </Button>
        )}
        <span role="status" className="saved">
          {save.isSuccess && changed === undefined ? 'Saved' : null}
        </span>
      </div>
    </Form>
  );
}
