"""What adults write about a child, looked through before it leaves. Never a child's own words.

Pure functions over data files: facts that must not leave, words that harm, questions that lead.
"""
