import { createRoot } from 'react-dom/client';
import { Application } from './app.tsx';
import './frame/frame.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Application />);
