"""What all pages share: who may open them, headers, language, errors, transactions."""
