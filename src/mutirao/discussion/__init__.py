"""One kind of thread on anything: comments, endorsements, consent and straw polls, moderation.

Words: a **thread** hangs on a reference and is seen only through that object's gate; its **audience** says who reads;
a **ballot** is one person's answer to a **poll**. May import accounts, sources and base.
"""
