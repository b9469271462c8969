//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'request_party.g.dart';

/// RequestParty
///
/// Properties:
/// * [id]
/// * [name] - Of who is asked, who asks sees only a part.
@BuiltValue()
abstract class RequestParty implements Built<RequestParty, RequestPartyBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Of who is asked, who asks sees only a part.
  @BuiltValueField(wireName: r'name')
  String get name;

  RequestParty._();

  factory RequestParty([void updates(RequestPartyBuilder b)]) = _$RequestParty;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RequestPartyBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RequestParty> get serializer => _$RequestPartySerializer();
}

class _$RequestPartySerializer implements PrimitiveSerializer<RequestParty> {
  @override
  final Iterable<Type> types = const [RequestParty, _$RequestParty];

  @override
  final String wireName = r'RequestParty';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RequestParty object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RequestParty object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RequestPartyBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RequestParty deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RequestPartyBuilder();
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


