import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './design/index.css';
import './components/last-input.ts';
import { App } from './app/App.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
