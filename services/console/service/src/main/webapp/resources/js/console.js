/* What pages do beyond what their markup does by itself. */
(() => {
  'use strict';

  /* The issuer's answer has done its work, and so has patience: a page that is loaded again must not bring them again. */
  const asked = new URLSearchParams(window.location.search);
  const address = () => window.location.pathname + (asked.size ? `?${asked}` : '');
  if (asked.has('code') && asked.has('state') || asked.has('patiently')) {
    ['code', 'state', 'session_state', 'iss', 'patiently'].forEach(name => asked.delete(name));
    window.history.replaceState(null, '', address());
  }

  /* Who was too slow for the page is asked again with it, where nothing else does. */
  if (document.querySelector('.waiting') && !document.querySelector('[data-live]')) {
    setTimeout(() => {
      asked.set('patiently', 'yes');
      window.location.replace(address());
    }, 1500);
  }

  /* Light or dark: kept in a cookie, so that the server knows before anything is drawn. */
  const root = document.documentElement;
  const shownAs = () => root.dataset.theme || 'system';
  const buttons = document.querySelectorAll('[data-choose-theme]');
  const mark = () => buttons.forEach(b => b.setAttribute('aria-pressed', String(b.dataset.chooseTheme === shownAs())));
  buttons.forEach(button => button.addEventListener('click', () => {
    root.dataset.theme = button.dataset.chooseTheme;
    document.cookie = `theme=${button.dataset.chooseTheme}; path=/; max-age=31536000; secure; samesite=lax`;
    mark();
  }));
  mark();

  /* The menu closes when one looks elsewhere. */
  const menu = document.querySelector('.account');
  if (menu) {
    document.addEventListener('click', event => { if (!menu.contains(event.target)) { menu.open = false; } });
    menu.addEventListener('keydown', event => {
      if (event.key === 'Escape') { menu.open = false; menu.querySelector('summary').focus(); }
    });
  }

  /* What cannot be taken back lightly is asked again. */
  const words = document.body.dataset;
  let sure = null;
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-sure]');
    if (!button || button === sure) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'sure');
    const text = document.createElement('p');
    text.id = 'sure';
    text.textContent = button.dataset.sure;
    const choices = document.createElement('div');
    choices.className = 'form-buttons';
    const no = document.createElement('button');
    no.className = 'button';
    no.textContent = words.cancel || 'Cancel';
    const yes = document.createElement('button');
    yes.className = 'button primary';
    yes.textContent = button.value || button.textContent.trim();
    no.addEventListener('click', () => dialog.close());
    /* A page that keeps itself up to date may have drawn the button anew meanwhile. */
    const current = () => document.getElementById(button.id) || button;
    yes.addEventListener('click', () => { dialog.close(); sure = current(); sure.click(); sure = null; });
    dialog.addEventListener('close', () => { dialog.remove(); current().focus(); });
    choices.append(no, yes);
    dialog.append(text, choices);
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  }, true);

  /* A page whose session is gone says so, and begins anew by itself unless somebody is writing. */
  const left = document.getElementById('left');
  const behind = () => {
    const writing = document.activeElement && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    const last = Number(sessionStorage.getItem('reloaded') || 0);
    if (!writing && Date.now() - last > 20000) {
      sessionStorage.setItem('reloaded', String(Date.now()));
      window.location.reload();
    } else if (left) {
      left.hidden = false;
    }
  };
  if (window.jQuery) { window.jQuery(document).on('pfAjaxError', behind); }
})();
