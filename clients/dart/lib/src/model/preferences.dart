//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'preferences.g.dart';

/// On which channels a person wants to hear from us; security messages come on all of them.
///
/// Properties:
/// * [email]
/// * [sms]
/// * [push]
@BuiltValue()
abstract class Preferences implements Built<Preferences, PreferencesBuilder> {
  @BuiltValueField(wireName: r'email')
  bool? get email;

  @BuiltValueField(wireName: r'sms')
  bool? get sms;

  @BuiltValueField(wireName: r'push')
  bool? get push;

  Preferences._();

  factory Preferences([void updates(PreferencesBuilder b)]) = _$Preferences;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PreferencesBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Preferences> get serializer => _$PreferencesSerializer();
}

class _$PreferencesSerializer implements PrimitiveSerializer<Preferences> {
  @override
  final Iterable<Type> types = const [Preferences, _$Preferences];

  @override
  final String wireName = r'Preferences';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Preferences object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.email != null) {
      yield r'email';
      yield serializers.serialize(
        object.email,
        specifiedType: const FullType(bool),
      );
    }
    if (object.sms != null) {
      yield r'sms';
      yield serializers.serialize(
        object.sms,
        specifiedType: const FullType(bool),
      );
    }
    if (object.push != null) {
      yield r'push';
      yield serializers.serialize(
        object.push,
        specifiedType: const FullType(bool),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    Preferences object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PreferencesBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'email':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.email = valueDes;
          break;
        case r'sms':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.sms = valueDes;
          break;
        case r'push':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(bool),
          ) as bool?;
          if (valueDes == null) continue;
          result.push = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Preferences deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PreferencesBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


