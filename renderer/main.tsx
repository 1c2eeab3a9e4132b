import './frame/frame.css';
import { createRoot } from 'react-dom/client';
import { Application } from './app.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Application />);
