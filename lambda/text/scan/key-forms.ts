/** Keys that their issuer gave a form, so that they are found without a word nearby. */
export const keyForms: readonly (readonly [issuer: string, form: RegExp])[] = (
  [
    ['aws', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'],
    ['github', 'gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}'],
    ['gitlab', 'gl(?:pat|ptt|rt|dt|soat|cbt|imt|agent|ft)-[A-Za-z0-9_.=-]{20,100}'],
    ['slack', 'xox[abeoprs](?:\\.xox[abp])?-[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Za-z0-9-]{10,250}'],
    ['stripe', '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,250}|whsec_[A-Za-z0-9+/=]{16,100}'],
    ['google', 'AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,500}|GOCSPX-[A-Za-z0-9_-]{28}'],
    ['anthropic', 'sk-ant-[A-Za-z0-9_-]{16,250}'],
    ['openai', 'sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,250}|sk-[A-Za-z0-9]{32,64}'],
    ['openrouter', 'sk-or-v1-[a-f0-9]{32,128}'],
    ['npm', 'npm_[A-Za-z0-9]{36}'],
    ['pypi', 'pypi-AgE[A-Za-z0-9_-]{30,500}'],
    ['hugging-face', 'hf_[A-Za-z0-9]{30,50}'],
    ['sendgrid', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}'],
    ['twilio', '(?:SK|AC)[a-f0-9]{32}'],
    ['shopify', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'],
    ['digitalocean', 'do[opr]_v1_[a-f0-9]{64}'],
    ['databricks', 'dapi[a-f0-9]{32}(?:-\\d)?'],
    ['hashicorp', 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}'],
    ['telegram', '\\d{8,10}:AA[A-Za-z0-9_-]{33}'],
    ['square', 'sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}'],
    ['linear', 'lin_api_[A-Za-z0-9]{40}'],
    ['notion', 'ntn_[A-Za-z0-9]{40,60}'],
    ['groq', 'gsk_[A-Za-z0-9]{40,60}'],
    ['atlassian', 'ATATT3[A-Za-z0-9_=-]{20,250}'],
    ['mailgun', 'key-[a-f0-9]{32}'],
    ['new-relic', 'NRAK-[A-Z0-9]{27}'],
    ['grafana', 'glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}'],
    ['age', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'],
    ['jwt', 'eyJ[A-Za-z0-9_-]{10,4096}\\.eyJ[A-Za-z0-9_-]{10,8192}\\.[A-Za-z0-9_-]{0,2048}'],
  ] as const
).map(([issuer, form]) => [issuer, new RegExp(`(?<![A-Za-z0-9_])(?:${form})(?![A-Za-z0-9])`, 'g')]);

/** One look through the text for the beginnings of all forms, before any of them is tried. */
export const keyBeginnings =
  /A[KSBC][IC]A|gh[pousr]_|github_pat_|gl[a-z]{2,5}-|xox|xapp-|[srp]k_|whsec_|AIza|ya29|GOCSPX|sk-|npm_|pypi-|hf_|SG\.|(?:SK|AC)[a-f0-9]{4}|shp[a-z]{2}_|do[opr]_v1|dapi|hv[sbr]\.|:AA|sq0|lin_|ntn_|gsk_|ATATT|key-|NRAK|glsa_|AGE-|eyJ/;
