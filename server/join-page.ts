/**
 * The page that a browser shows for an invitation link. The page has no script, so the secret
 * behind the `#` stays in the browser.
 */
export const JOIN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pincite: an invitation to a team</title>
<main>
<h1>An invitation to a team</h1>
<p>Somebody invites you to write reports together in Pincite. What stands behind the # in the address of this page is a secret that works once: show it to nobody.</p>
<p>Copy the whole address, and paste it into the settings of Pincite, under Team.</p>
</main>
<main lang="fr">
<h1>Une invitation dans une équipe</h1>
<p>Quelqu’un vous invite à écrire des rapports ensemble dans Pincite. Ce qui suit le # dans l’adresse de cette page est un secret qui sert une seule fois : ne le montrez à personne.</p>
<p>Copiez l’adresse entière, et collez-la dans les paramètres de Pincite, sous Équipe.</p>
</main>
</html>
`;

/** Headers that let the page load nothing, run nothing, send nothing, and be in no frame. */
export const JOIN_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};
