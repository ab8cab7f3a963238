"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

from mutirao.base.bodies import with_measured_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.settings")

application = with_measured_bodies(get_wsgi_application())
