//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'emergency_contact.g.dart';

/// EmergencyContact
///
/// Properties:
/// * [name]
/// * [msisdn]
/// * [relation]
/// * [changedAt]
@BuiltValue()
abstract class EmergencyContact implements Built<EmergencyContact, EmergencyContactBuilder> {
  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'relation')
  String get relation;

  @BuiltValueField(wireName: r'changed_at')
  DateTime get changedAt;

  EmergencyContact._();

  factory EmergencyContact([void updates(EmergencyContactBuilder b)]) = _$EmergencyContact;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EmergencyContactBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EmergencyContact> get serializer => _$EmergencyContactSerializer();
}

class _$EmergencyContactSerializer implements PrimitiveSerializer<EmergencyContact> {
  @override
  final Iterable<Type> types = const [EmergencyContact, _$EmergencyContact];

  @override
  final String wireName = r'EmergencyContact';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EmergencyContact object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'relation';
    yield serializers.serialize(
      object.relation,
      specifiedType: const FullType(String),
    );
    yield r'changed_at';
    yield serializers.serialize(
      object.changedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    EmergencyContact object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EmergencyContactBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'relation':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.relation = valueDes;
          break;
        case r'changed_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.changedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  EmergencyContact deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EmergencyContactBuilder();
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


