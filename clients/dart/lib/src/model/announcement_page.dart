//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/announcement.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'announcement_page.g.dart';

/// A page of announcements, newest first; there are seldom more than one or two.
///
/// Properties:
/// * [results]
/// * [next]
/// * [previous]
@BuiltValue()
abstract class AnnouncementPage implements Built<AnnouncementPage, AnnouncementPageBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Announcement> get results;

  @BuiltValueField(wireName: r'next')
  String? get next;

  @BuiltValueField(wireName: r'previous')
  String? get previous;

  AnnouncementPage._();

  factory AnnouncementPage([void updates(AnnouncementPageBuilder b)]) = _$AnnouncementPage;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AnnouncementPageBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AnnouncementPage> get serializer => _$AnnouncementPageSerializer();
}

class _$AnnouncementPageSerializer implements PrimitiveSerializer<AnnouncementPage> {
  @override
  final Iterable<Type> types = const [AnnouncementPage, _$AnnouncementPage];

  @override
  final String wireName = r'AnnouncementPage';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AnnouncementPage object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Announcement)]),
    );
    yield r'next';
    yield object.next == null ? null : serializers.serialize(
      object.next,
      specifiedType: const FullType.nullable(String),
    );
    yield r'previous';
    yield object.previous == null ? null : serializers.serialize(
      object.previous,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AnnouncementPage object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AnnouncementPageBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Announcement)]),
          ) as BuiltList<Announcement>;
          result.results.replace(valueDes);
          break;
        case r'next':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.next = valueDes;
          break;
        case r'previous':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.previous = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AnnouncementPage deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AnnouncementPageBuilder();
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


