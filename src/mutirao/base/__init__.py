"""What every context stands on: text by language, references, gates, audit, news and tasks, panels, charts.

Words: a **reference** names any object by kind and public id; a **verdict** is a yes or no with its reason;
a **panel** is what a higher context shows on a lower one's page; **news** travels upward as tasks.
This context imports nothing of ours.
"""
