"""Addresses about people and hours at an organisation's desk, below `/verein/`."""

from django.urls import path

from engagement.desk import hours, people

app_name = "people"

urlpatterns = [
    path("<key:organisation>/leute/", people.people, name="list"),
    path("<key:organisation>/leute/neu/", people.add, name="add"),
    path("<key:organisation>/leute/<key:engagement>/", people.person, name="person"),
    path("<key:organisation>/leute/<key:engagement>/link/", people.send_link, name="send_link"),
    path("<key:organisation>/leute/<key:engagement>/beenden/", people.end, name="end"),
    path("<key:organisation>/leute/<key:engagement>/weiter/", people.reopen, name="reopen"),
    path("<key:organisation>/stunden/", hours.waiting, name="hours"),
    path("<key:organisation>/stunden/team/", hours.team, name="team"),
    path("<key:organisation>/stunden/<key:entry>/rueckfrage/", hours.dispute, name="dispute"),
    path("<key:organisation>/stunden/<key:entry>/berichtigen/", hours.correct, name="correct"),
]
