"""What the desk keeps on training: standards in their versions, and courses with their sessions."""

from sarez.desk.training.models.courses import Course, CourseSession, Instructor, Material
from sarez.desk.training.models.standards import Edition

__all__ = ["Course", "CourseSession", "Edition", "Instructor", "Material"]
