//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'document_kind_enum.g.dart';

/// * `id_front` - id_front * `id_back` - id_back * `selfie` - selfie
class DocumentKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'id_front')
  static const DocumentKindEnum idFront = _$idFront;
  @BuiltValueEnumConst(wireName: r'id_back')
  static const DocumentKindEnum idBack = _$idBack;
  @BuiltValueEnumConst(wireName: r'selfie')
  static const DocumentKindEnum selfie = _$selfie;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DocumentKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DocumentKindEnum> get serializer => _$documentKindEnumSerializer;

  const DocumentKindEnum._(String name): super(name);

  static BuiltSet<DocumentKindEnum> get values => _$values;
  static DocumentKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DocumentKindEnumMixin = Object with _$DocumentKindEnumMixin;

