import type { CountedProject } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import { ProjectActions } from '../projects/project-actions.tsx';
import { ProjectBrandForm } from '../projects/project-brand-form.tsx';
import { ProjectImages } from '../projects/project-images.tsx';
import { ProjectName } from '../projects/project-name.tsx';
import { ProjectPictures } from '../projects/project-pictures.tsx';
import { isGone } from '../server/client.ts';
import { projectQuery } from '../server/projects.ts';
import { NothingHere } from './not-found.tsx';
import '../styles/projects.css';

/** One project: its pictures, its images, its brand. */
export function ProjectPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id' });
  const { data: project, error, refetch } = useQuery(projectQuery(id));
  // Also when it is deleted while it is open.
  if (isGone(error)) return <NothingHere />;
  if (error && !project) return <Failure error={error} again={refetch} />;
  if (!project) return <div className="quiet" role="status" aria-label="Loading" />;
  return (
    <>
      <title>{`${project.name} · Proofsheet`}</title>
      <div className="head">
        <div className="project-head">
          <p className="over">
            <Link to="/projects">Projects</Link>
          </p>
          <ProjectName key={project.name} project={project} />
        </div>
        <ProjectActions project={project} />
      </div>
      {project.archivedAt === null ? null : (
        <p className="archived-note">It is archived: nothing new is made in it. What is here stays.</p>
      )}
      <Parts project={project} />
    </>
  );
}

function Parts({ project }: { readonly project: CountedProject }) {
  const { part = 'pictures' } = useSearch({ from: '/signed-in/projects/$id' });
  const navigate = useNavigate({ from: '/projects/$id' });
  const { outputs, assets } = project.counts;
  return (
    <Tabs
      className="parts"
      selectedKey={part}
      onSelectionChange={(chosen) => {
        void navigate({ search: chosen === 'images' || chosen === 'brand' ? { part: chosen } : {}, replace: true });
      }}
    >
      <TabList aria-label="Of this project" className="part-tabs">
        <Tab id="pictures" className="part-tab">
          Pictures <span className="part-count">{outputs}</span>
        </Tab>
        <Tab id="images" className="part-tab">
          Images <span className="part-count">{assets}</span>
        </Tab>
        <Tab id="brand" className="part-tab">
          Brand
        </Tab>
      </TabList>
      <TabPanel id="pictures" className="part">
        <ProjectPictures project={project} />
      </TabPanel>
      <TabPanel id="images" className="part">
        <ProjectImages project={project} />
      </TabPanel>
      <TabPanel id="brand" className="part">
        <ProjectBrandForm project={project} />
      </TabPanel>
    </Tabs>
  );
}
