/**
 * Words that walls use. They are never enough alone: `classifyPage` also considers the shape of the
 * page, because articles are written about all of these.
 */
export const LOGIN_WORDS =
  /\b(?:log ?in|sign ?in|sign ?on|log ?on|authenticate|authentication required|members? only|connexion|se connecter|connectez-vous|identifiez-vous|s['’]identifier|authentification|anmelden|einloggen|iniciar sesión|accedi|inloggen|ログイン|登录|登錄)(?![\p{L}\p{N}])/iu;

export const NOT_FOUND_WORDS =
  /^(?:404|410)\s*(?:$|[-–—:|])|(?:error|erreur|http|status|code|fehler)\s*(?::\s*)?(?:404|410)(?!\d)|(?<![\p{L}\p{N}])(?:not found|page (?:can(?:no|['’])t be|could not be|isn['’]t|is not|no longer) (?:found|available|exists?)|(?:does not|doesn['’]t|no longer) exists?|no longer (?:available|online|here)|has been (?:removed|deleted)|nothing (?:was )?found|introuvable|n['’]existe (?:pas|plus)|n['’]est plus (?:disponible|en ligne|accessible)|a été (?:supprimée?|retirée?)|page inexistante|nicht gefunden|nicht mehr verfügbar|no encontrad[ao]|no existe|non trovat[ao]|niet gevonden|não encontrad[ao]|見つかりません|找不到|不存在)(?![\p{L}\p{N}])/imu;

export const CHALLENGE_WORDS =
  /(?:just a moment|checking (?:your browser|if the site)|verif(?:y|ying) (?:that )?you(?:['’]re| are) (?:a )?(?:not a robot|human)|are you (?:a )?(?:human|robot)|unusual traffic|enable javascript and cookies|security check|access (?:to this page )?(?:has been )?denied|request (?:was )?blocked|bot detection|vérifi(?:er|cation|ons)[^.\n]{0,40}(?:humain|robot|navigateur|sécurité)|un instant|accès refusé|trafic inhabituel|pas un robot|kein roboter|no eres un robot)/iu;

export const CONSENT_WORDS =
  /(?:cookies?|consent|tracking|trackers?|your privacy|our partners|gdpr|legitimate interest|traceurs?|consentement|vie privée|nos partenaires|données personnelles|rgpd|datenschutz|einwilligung|zustimm|privacidad|consenso)/iu;

export const ACCEPT_WORDS =
  /(?<![\p{L}])(?:accept(?:er)?|agree|allow|reject|refuser?|decline|continuer sans accepter|tout (?:accepter|refuser)|akzeptieren|ablehnen|aceptar|rechazar|accetta)(?![\p{L}])/iu;

export const SUBSCRIBE_WORDS =
  /(?:subscrib(?:e|ers?)|subscription|already a (?:member|subscriber)|to (?:continue|keep) reading|read the (?:full|rest)|unlock this|for members|free trial|abonn(?:ez|és?|ement)|déjà abonné|réservé aux|lire la suite|poursuivre (?:la|votre) lecture|il vous reste|weiterlesen|abonnieren|suscr[ií]b)/iu;

/** Path segments and hosts to which sites redirect visitors who may not read. */
export const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|signon|sso|oauth2?|auth|authorize|connexion|identification|anmelden|cas)(?:[/._?-]|$)/iu;
export const CONSENT_PATH =
  /(?:^|[/._-])(?:consent|collectconsent|cookie-?wall|privacy-?(?:gate|wall)|gdpr-?consent)(?:[/._?-]|$)/iu;
export const CHALLENGE_PATH =
  /(?:^|[/._-])(?:captcha|challenge|cdn-cgi|sorry|robot-?check|validate-?human|blocked)(?:[/._?-]|$)/iu;
export const NOT_FOUND_PATH =
  /(?:^|[/._-])(?:404|not-?found|page-?not-?found|erreur-?404|error-?404|error)(?:[/._?-]|$)/iu;

export const CAPTCHA_EMBED =
  /recaptcha|hcaptcha\.com|turnstile|funcaptcha|arkoselabs|geetest|captcha-delivery|friendlycaptcha|awswaf|px-captcha/iu;
export const CHALLENGE_EMBED =
  /cdn-cgi\/challenge-platform|_incapsula_resource|captcha-delivery|perimeterx|\/_sec\/|px-cloud|datadome|kasada|akam\/\d/iu;
